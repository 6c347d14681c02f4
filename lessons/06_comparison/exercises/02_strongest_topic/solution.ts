import { type Matrix, norm } from "@nmf/lib/matrix";

/** The strongest topic of each document by Wdr ‖Hr‖, or −1 if it has none. */
export function strongestTopics(W: Matrix, H: Matrix): number[] {
  const strongest: number[] = [];
  for (let d = 0; d < W.rows; d++) {
    let topic = -1;
    // BLANK: make topic the strongest one of document d (about eight lines)
    let most = 0;
    for (let r = 0; r < W.cols; r++) {
      const strength = W.at(d, r) * norm(H.row(r));
      if (strength > most) {
        most = strength;
        topic = r;
      }
    }
    // END BLANK
    strongest.push(topic);
  }
  return strongest;
}
