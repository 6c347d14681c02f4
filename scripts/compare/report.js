// Draws the charts of the report, again whenever the page turns dark or narrow.
const isDark = matchMedia("(prefers-color-scheme: dark)");
const isNarrow = matchMedia("(max-width: 40rem)");
const views = [];

async function draw() {
  for (const view of views.splice(0)) view.finalize();
  const theme = isDark.matches ? "dark" : "light";
  const drawn = await Promise.all(
    Object.entries(charts).map(([name, { wide, narrow }]) => {
      const form = isNarrow.matches && narrow ? narrow : wide;
      return vegaEmbed(document.getElementById(name), form[theme], {
        renderer: "svg",
        theme: undefined,
        actions: false,
        tooltip: { theme },
      });
    }),
  );
  views.push(...drawn);
  document.documentElement.dataset.drawn = String(drawn.length);
}

// One after another: two at once would draw into the same place.
let drawing = draw();
const drawAgain = () => drawing = drawing.then(draw);
isDark.addEventListener("change", drawAgain);
isNarrow.addEventListener("change", drawAgain);
