/** WGSL in which comments are blanks, so that everything else keeps its place. */
export function withoutComments(code: string): string {
  return code.replaceAll(
    /\/\/[^\n]*|\/\*[^]*?\*\//g,
    (comment) => comment.replaceAll(/[^\n]/g, " "),
  );
}
