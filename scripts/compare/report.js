// Draws the charts of the report, again whenever the page turns dark or narrow, and makes
// a button for each line of a chart, which shows it alone.
const isDark = matchMedia("(prefers-color-scheme: dark)");
const isNarrow = matchMedia("(max-width: 40rem)");
const views = [];
/** The line of each chart that is shown alone; "" for all. */
const chosen = {};

async function draw() {
  for (const view of views.splice(0)) view.finalize();
  const theme = isDark.matches ? "dark" : "light";
  const drawn = await Promise.all(
    Object.entries(charts).map(async ([name, { wide, narrow }]) => {
      const form = isNarrow.matches && narrow ? narrow : wide;
      const embedded = await vegaEmbed(document.getElementById(name), form[theme], {
        renderer: "svg",
        theme: undefined,
        actions: false,
        tooltip: { theme },
      });
      await drawLegend(name, form[theme], embedded.view);
      return embedded;
    }),
  );
  views.push(...drawn);
  document.documentElement.dataset.drawn = String(drawn.length);
}

/** The buttons of a chart of lines, each with a piece of its line. */
async function drawLegend(name, { encoding }, view) {
  const legend = document.getElementById(`legend-${name}`)?.parentElement;
  if (!legend) return;
  const { domain, range } = encoding.color.scale;
  const dashes = encoding.strokeDash?.scale.range;
  const widths = encoding.strokeWidth?.scale.range;
  if (!legend.querySelector("button")) legend.append(...domain.map(lineButton));
  const show = async (line) => {
    chosen[name] = line;
    for (const button of legend.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.textContent === line));
    }
    await view.signal("chosen", line).runAsync();
  };
  legend.querySelectorAll("button").forEach((button, i) => {
    const line = button.querySelector("line");
    line.setAttribute("stroke", range[i]);
    if (widths) line.setAttribute("stroke-width", widths[i]);
    if (dashes) line.setAttribute("stroke-dasharray", dashes[i].join(" "));
    button.onclick = () => show(chosen[name] === domain[i] ? "" : domain[i]);
  });
  if (chosen[name]) await show(chosen[name]);
}

function lineButton(name) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.innerHTML =
    '<svg width="28" height="10" aria-hidden="true"><line x1="1" y1="5" x2="27" y2="5"' +
    ' stroke-width="2.5"/></svg>';
  button.append(name);
  return button;
}

// One after another: two at once would draw into the same place.
let drawing = draw();
const drawAgain = () => drawing = drawing.then(draw);
isDark.addEventListener("change", drawAgain);
isNarrow.addEventListener("change", drawAgain);

// Nothing can be opened on paper.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.dataset.closed = "";
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-closed]")) {
    delete part.dataset.closed;
    part.open = false;
  }
});
