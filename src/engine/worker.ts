/** The engine worker: everything that computes lives behind this one object. */
import { expose } from "comlink";
import { createEngine } from "./engine.ts";
import { registry } from "./tasks/registry.ts";
import { startHeart } from "./work/heart.ts";

expose(createEngine(registry, startHeart()));
