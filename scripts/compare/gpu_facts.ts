/** The adapter that methods which need a GPU run on, or why there is none. */
export type GpuFacts =
  | {
    adapter: string;
    /** Whether it is a program on the processor. */
    software: boolean;
  }
  | { reason: string };
