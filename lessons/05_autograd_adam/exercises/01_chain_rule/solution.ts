/** A number that knows how the slope of what it is flows back to what it came from. */
export interface Num {
  value: number;
  slope: number;
  flow: () => void;
}

/** A number that came from nowhere. */
export function number(value: number): Num {
  return { value, slope: 0, flow: () => {} };
}

/** a + b */
export function plus(a: Num, b: Num): Num {
  const out = number(a.value + b.value);
  out.flow = () => {
    a.slope += out.slope;
    b.slope += out.slope;
  };
  return out;
}

/** a · b */
export function multiply(a: Num, b: Num): Num {
  const out = number(a.value * b.value);
  out.flow = () => {
    // BLANK: let the slope of out flow on to a and to b (two lines)
    a.slope += b.value * out.slope;
    b.slope += a.value * out.slope;
    // END BLANK
  };
  return out;
}
