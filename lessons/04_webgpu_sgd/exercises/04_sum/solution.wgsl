// out[w] ← the sum of the numbers of workgroup w, one number for each thread.
//
//   a   workgroups · THREADS       out   workgroups

const THREADS: u32 = 8; // a power of 2; the check puts other values in here

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  sums[local] = a[id.x];
  // BLANK: halve the number of sums until all is in sums[0] (about four lines)
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  // END BLANK
  if (local == 0) { out[workgroup.x] = sums[0]; }
}
