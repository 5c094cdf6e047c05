/** The engine worker: everything that computes lives behind this one object. */
import { expose } from "comlink";
import { Engine } from "./engine.ts";
import { registry } from "./models/registry.ts";
import { startHeart } from "./work/heart.ts";

expose(new Engine(registry, startHeart()));
