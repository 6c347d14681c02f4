/**
 * The other half of `Heartbeat`: a thread that goes on where the program's own is stuck.
 *
 * @module
 */
interface Task {
  beats: Int32Array;
  seconds: number;
}

// The types of a page stand in the way of those of a thread.
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Task>) => void;
};

thread.onmessage = ({ data: { beats, seconds } }) => {
  let last = -1;
  let silent = 0;
  const step = Math.min(seconds, 1);
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    silent = now === last ? silent + step : 0;
    last = now;
    if (silent < seconds || silent >= seconds + step) return;
    console.error(
      `\nno step has ended for ${seconds} seconds. If that is not meant: is there a loop whose ` +
        `condition stays true?\nCtrl-C stops it; then start it again.`,
    );
  }, 1000 * step);
};
