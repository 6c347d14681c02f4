// G ← WᵀW, one workgroup for each entry of G.
//
//   W   DOCUMENTS × K       G   K × K

const DOCUMENTS: u32 = 6; // the check puts other values into these three lines
const K: u32 = 2;
const THREADS: u32 = 4; // a power of 2

@group(0) @binding(0) var<storage, read> W: array<f32>;
@group(0) @binding(1) var<storage, read_write> G: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let r = workgroup.y;
  let s = workgroup.x;
  // BLANK: write entry (r, s) of G (about ten lines)
  var sum = 0.0;
  for (var d = local; d < DOCUMENTS; d += THREADS) {
    sum += W[d * K + r] * W[d * K + s];
  }
  sums[local] = sum;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  if (local == 0) { G[r * K + s] = sums[0]; }
  // END BLANK
}
