/** The engine worker: everything that computes lives behind this one object. */
import { expose } from "comlink";
import { Engine } from "./engine.ts";
import { startHeart } from "./heart.ts";
import { registry } from "./models/registry.ts";

expose(new Engine(registry, startHeart()));
