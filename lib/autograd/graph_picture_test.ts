import assert from "node:assert/strict";
import fc from "fast-check";
import { Matrix } from "../matrix/mod.ts";
import { graphPicture, Tensor } from "./mod.ts";

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** All numbers in a text. */
const numbers = (text: string) => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

function viewBox(svg: string): Box {
  const [left, top, width, height] = numbers(/viewBox="(.*?)"/.exec(svg)![1]!);
  return { left: left!, top: top!, right: left! + width!, bottom: top! + height! };
}

function boxes(svg: string): Box[] {
  const rects = svg.matchAll(/<rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"/g);
  return [...rects].map(([, ...edges]) => {
    const [left, top, width, height] = edges.map(Number);
    return { left: left!, top: top!, right: left! + width!, bottom: top! + height! };
  });
}

/** Points along the arrows, each a horizontal line and a Bézier curve. */
function* pointsOnArrows(svg: string): Generator<[x: number, y: number]> {
  for (const [, path] of svg.matchAll(/<path d="(.*?)"/g)) {
    const [x0, y0, x1, xa, ya, xb, yb, x2, y2] = numbers(path!) as [
      ...[number, number, number, number, number, number, number, number, number],
    ];
    for (let t = 0; t <= 1; t += 1 / 16) {
      const s = 1 - t;
      const bezier = (p0: number, p1: number, p2: number, p3: number) =>
        s ** 3 * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t ** 3 * p3;
      yield [x0 + t * (x1 - x0), y0];
      yield [bezier(x1, xa, xb, x2), bezier(y0, ya, yb, y2)];
    }
  }
}

/** A random expression: each step combines two of the tensors there are so far. */
const expression = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(2)), {
  minLength: 1,
  maxLength: 15,
}).map((steps) => {
  const made = [
    new Tensor(0.5, { requiresGrad: true, name: "a" }),
    new Tensor(2, { requiresGrad: true, name: "b" }),
  ];
  for (const [i, j, operation] of steps) {
    const [a, b] = [made[i % made.length]!, made[j % made.length]!];
    made.push([a.add(b), a.mul(b).mul(0.5), a.softplus()][operation]!);
  }
  return made.at(-1)!;
});

Deno.test("boxes and arrows stay in the picture and do not overlap", () => {
  fc.assert(fc.property(expression, (result) => {
    const svg = graphPicture(result);
    const all = boxes(svg);
    const frame = viewBox(svg);
    all.forEach((a, i) => {
      assert.ok(a.left > frame.left && a.right < frame.right, "clipped");
      assert.ok(a.top > frame.top && a.bottom < frame.bottom, "clipped");
      for (const b of all.slice(i + 1)) {
        const apart = a.right < b.left || b.right < a.left ||
          a.bottom < b.top || b.bottom < a.top;
        assert.ok(apart, "two boxes overlap");
      }
    });
    for (const [x, y] of pointsOnArrows(svg)) {
      assert.ok(y > frame.top && y < frame.bottom, "an arrow leaves the picture");
      const inside = (box: Box) =>
        x > box.left && x < box.right && y > box.top && y < box.bottom;
      assert.ok(!all.some(inside), "an arrow crosses a box");
    }
  }));
});

Deno.test("the introduction, drawn", () => {
  const ones = Matrix.from([[1, 1], [1, 1]]);
  const x = new Tensor(ones, { requiresGrad: true, name: "x" });
  const y = x.add(2);
  y.name = "y";
  const out = y.mul(y).mul(3).sum();
  out.backward();
  const svg = graphPicture(out);
  const texts = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text);
  // A box for x, 2, y, y · y, 3, the product and the sum; y · y has two arrows from y.
  assert.equal(boxes(svg).length, 7);
  assert.equal(new Set(svg.match(/<path d=".*?"/g)).size, 7);
  for (const text of ["x", "y = add", "sum", "constant", "[1 1; 1 1]", "108"]) {
    assert.ok(texts.includes(text), text);
  }
  assert.equal(texts.filter((text) => text === "[18 18; 18 18]").length, 2, "x and y");
});

Deno.test("large matrices by their shape and norm, names with markup as they are", () => {
  const x = new Tensor(Matrix.from([[3, 0, 0], [0, -4, 0]]), {
    requiresGrad: true,
    name: "a < b & c",
  });
  const svg = graphPicture(x.clamp({ min: -1 }).sum());
  assert.ok(svg.includes(">2 × 3, norm 5<"));
  assert.ok(svg.includes(">a &lt; b &amp; c<"));
  assert.ok(svg.includes(">clamp to −1 … ∞<"));
});

Deno.test("a tensor by itself is a picture of one box", () => {
  assert.equal(boxes(graphPicture(new Tensor(1))).length, 1);
});

Deno.test("a graph that is too large is refused", () => {
  let x = new Tensor(1, { requiresGrad: true });
  for (let i = 0; i < 60; i++) x = x.exp();
  assert.throws(() => graphPicture(x), /more than 60 tensors/);
});

Deno.test("a graph with a billion ways through it is drawn at once", () => {
  let x = new Tensor(1, { requiresGrad: true });
  for (let i = 0; i < 29; i++) x = x.add(x.softplus());
  assert.equal(boxes(graphPicture(x)).length, 59);
});
