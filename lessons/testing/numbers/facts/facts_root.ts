import type { Facts } from "../look_up.ts";

export const factsRoot: Facts = {
  lesson: "root",
  of: (course) => ({
    small: async () => {
      const { documents, categories } = await course.data();
      return { documents: documents.length, groups: new Set(categories).size };
    },
  }),
};
