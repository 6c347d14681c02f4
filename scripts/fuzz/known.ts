import type { GraphAnswer, GraphCase } from "./graphs.ts";
import type { Known } from "./kind.ts";
import type { NMFAnswer, NMFCase } from "./nmf.ts";
import type { OptimizerAnswer, OptimizerCase } from "./optimizers.ts";
import type { TextAnswer, TextCase } from "./vectorizer.ts";

export const vectorizerKnown: Known<TextCase, TextAnswer>[] = [];
export const nmfKnown: Known<NMFCase, NMFAnswer>[] = [];
export const graphsKnown: Known<GraphCase, GraphAnswer>[] = [];
export const optimizersKnown: Known<OptimizerCase, OptimizerAnswer>[] = [];
