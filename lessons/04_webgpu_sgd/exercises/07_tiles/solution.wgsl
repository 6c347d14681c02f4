// C ← A·B, in tiles that a workgroup fetches together.
//
//   A   ROWS × INNER       B   INNER × COLS       C   ROWS × COLS

const ROWS: u32 = 4; // the check puts other values into these four lines
const INNER: u32 = 8;
const COLS: u32 = 4;
const TILE: u32 = 4; // rows and columns of a tile, and of a workgroup

@group(0) @binding(0) var<storage, read> A: array<f32>;
@group(0) @binding(1) var<storage, read> B: array<f32>;
@group(0) @binding(2) var<storage, read_write> C: array<f32>;

var<workgroup> tileA: array<array<f32, TILE>, TILE>;
var<workgroup> tileB: array<array<f32, TILE>, TILE>;

@compute @workgroup_size(TILE, TILE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let j = id.x;
  let i = id.y;
  var total = 0.0;
  for (var first = 0u; first < INNER; first += TILE) {
    // BLANK: fetch both tiles, wait, add what they give to total, wait (a dozen lines)
    let col = first + local.x; // in A
    let row = first + local.y; // in B
    var a = 0.0;
    var b = 0.0;
    if (i < ROWS && col < INNER) { a = A[i * INNER + col]; }
    if (row < INNER && j < COLS) { b = B[row * COLS + j]; }
    tileA[local.y][local.x] = a;
    tileB[local.y][local.x] = b;
    workgroupBarrier();
    for (var p = 0u; p < TILE; p++) {
      total += tileA[local.y][p] * tileB[p][local.x];
    }
    workgroupBarrier();
    // END BLANK
  }
  // Threads outside C helped to fetch; only now may they leave.
  if (i >= ROWS || j >= COLS) { return; }
  C[i * COLS + j] = total;
}
