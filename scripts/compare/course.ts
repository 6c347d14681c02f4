import * as lesson01 from "../../lessons/01_tf_idf/method.ts";
import * as lesson02 from "../../lessons/02_multiplicative_updates/method.ts";
import * as lesson03 from "../../lessons/03_sgd/method.ts";
import * as lesson04 from "../../lessons/04_webgpu_sgd/method.ts";
import * as lesson05 from "../../lessons/05_autograd_adam/method.ts";
import { METHODS } from "../../lessons/06_comparison/methods.ts";

/** Every `method.ts` of the course, and the rows that lesson 06 makes of them. */
export const COURSE = {
  lesson01,
  lesson02,
  lesson03,
  lesson04,
  lesson05,
  methods: METHODS,
} as const;

/** The course, or one in which something is another: an edit that a test makes. */
export type Course = typeof COURSE;
