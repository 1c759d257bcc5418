import type { SchemeEntry } from "../scheme.ts";
import { legacy } from "./legacy.ts";
import { ownerWaiter } from "./owner-waiter.ts";

/** The rows of the matrix, in the order in which the ideas appeared. */
export const SCHEMES: readonly SchemeEntry[] = [legacy, ownerWaiter];
