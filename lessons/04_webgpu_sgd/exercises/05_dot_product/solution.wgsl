// out[0] ← a · b, the sum of all a[p] · b[p], by one workgroup.
//
//   a, b   N numbers each, any N

const N: u32 = 10; // the check puts other values into these two lines
const THREADS: u32 = 4; // a power of 2

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32) {
  // BLANK: put this thread's share of the sum into sums[local] (about five lines)
  var sum = 0.0;
  for (var p = local; p < N; p += THREADS) {
    sum += a[p] * b[p];
  }
  sums[local] = sum;
  // END BLANK
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  if (local == 0) { out[0] = sums[0]; }
}
