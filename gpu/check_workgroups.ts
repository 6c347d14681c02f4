import { InputError } from "@nmf/lib/error";
import { checkCount } from "./check_count.ts";

/**
 * Refuses more workgroups than a device starts at once, 65 535 in each direction on most.
 *
 * @param device which
 * @param kernel its name, for the message
 * @param x workgroups in the first direction
 * @param y in the second direction
 * @throws {InputError} if there are too many; the message says how many there may be
 * @throws {RangeError} if one is no count
 */
export function checkWorkgroups(
  device: GPUDevice,
  kernel: string,
  x: number,
  y: number,
): void {
  checkCount(`${kernel}: workgroups in the first direction`, x);
  checkCount(`${kernel}: workgroups in the second direction`, y);
  const most = device.limits.maxComputeWorkgroupsPerDimension;
  if (x > most || y > most) {
    throw new InputError(
      `${kernel} needs ${x} × ${y} workgroups, more than the ${most} × ${most} that this ` +
        `GPU starts at once; give fewer documents or terms, or use --device cpu`,
    );
  }
}
