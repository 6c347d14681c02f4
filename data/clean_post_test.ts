import assert from "node:assert/strict";
import { cleanPost } from "./clean_post.ts";

// What each rule leaves was read off scikit-learn 1.2.1's functions strip_newsgroup_header,
// strip_newsgroup_footer and strip_newsgroup_quoting, applied in this order.
const cases: [what: string, post: string, own: string][] = [
  [
    "the header ends at the first blank line",
    "From: a\nSubject: b\n\none\ntwo",
    "one\ntwo",
  ],
  ["a post without a blank line is all header", "From: a\nSubject: b", ""],
  ["a signature goes with its line of hyphens", "h\n\none\ntwo\n-- \nme", "one\ntwo"],
  ["the last paragraph counts as a footer", "h\n\none\n\ntwo", "one"],
  ["only what follows the last such line goes", "h\n\none\n\ntwo\n---\nme", "one\n\ntwo"],
  ["hyphens in the first line end nothing", "h\n\n-----\none", "-----\none"],
  [
    "blank lines at the ends are no separators",
    "h\n\n\n\none\ntwo\n\n",
    "\n\none\ntwo\n\n",
  ],
  ["a form feed or a unit separator is blank too", "h\n\none\n\f\x1f\ntwo", "one"],
  ["quoted lines go", "h\n\n> old\n| older\nnew", "new"],
  [
    "so do lines that announce quotes",
    "h\n\nx@y.example writes:\nIn article <1>\nnew",
    "new",
  ],
  ["an indented quote stays", "h\n\n > old\nnew", " > old\nnew"],
  ["a line that happens to say “said:” goes", "h\n\nas Kant said: do not\nnew", "new"],
];

for (const [what, post, own] of cases) {
  Deno.test(`cleanPost: ${what}`, () => assert.equal(cleanPost(post), own));
}
