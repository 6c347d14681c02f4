// out ← counts · idf: how often each term occurs in each document, times its weight.
//
//   counts, out   ROWS documents × COLS terms, stored row by row       idf   COLS

const ROWS: u32 = 3; // the check puts other values into these two lines
const COLS: u32 = 5;

@group(0) @binding(0) var<storage, read> counts: array<u32>;
@group(0) @binding(1) var<storage, read> idf: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(4, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let col = id.x;
  let row = id.y;
  // BLANK: leave if outside, else write the entry of this row and column (three lines)
  if (row >= ROWS || col >= COLS) { return; }
  let place = row * COLS + col;
  out[place] = f32(counts[place]) * idf[col];
  // END BLANK
}
