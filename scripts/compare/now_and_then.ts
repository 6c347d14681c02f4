/**
 * Says something, but not too often: for a log, where there is no bar that moves.
 *
 * @param say what prints
 * @param pause seconds between two lines
 * @param now milliseconds since any moment
 * @returns is told what there is to say, as often as one likes
 */
export function nowAndThen(
  say: (text: string) => void,
  pause: number,
  now: () => number = () => performance.now(),
): (text: () => string) => void {
  let last = now();
  return (text) => {
    if (now() - last < 1000 * pause) return;
    last = now();
    say(text());
  };
}
