import { html } from "hono/html";
import { type ColumnName, COLUMNS } from "../../lessons/06_comparison/columns.ts";
import type { Table } from "../../lessons/06_comparison/table.ts";

/** A piece of a page, in which nothing that was a text is a tag. */
export type Html = ReturnType<typeof html>;

/**
 * A table of the report. One that is wider than the page is moved by itself, with the
 * keyboard too; names of rows stay where they are.
 *
 * @param id of its caption in the page
 * @param caption what it shows, in a sentence
 */
export function tableHtml(
  { head, rows }: Pick<Table, "head" | "rows">,
  id: string,
  caption: string,
): Html {
  return html`
    <div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
      <table>
        <caption id="${id}"><span>${caption}</span></caption>
        <thead>
          <tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr>
        </thead>
        <tbody>
    ${rows.map(({ cells: [name, ...others], back }) =>
      html`
        <tr class="${back ? "back" : "own"}"><th scope="row">${name}</th>${others.map(
          cell,
        )}</tr>
      `
    )}</tbody>
      </table>
    </div>
  `;
}

/**
 * What the columns of a table mean, to stand below it.
 *
 * @param open whether it can be read at once, or after a click
 */
export function columnsHtml(columns: readonly ColumnName[], open: boolean): Html {
  const terms = columns.map((name) =>
    html`
      <dt>${COLUMNS[name].head}</dt>
      <dd>${COLUMNS[name].about}</dd>
    `
  );
  const inside = html`<summary>What the columns mean</summary>
<dl class="columns">
${terms}</dl>`;
  return open
    ? html`<details open>${inside}</details>`
    : html`<details>${inside}</details>`;
}

/** What stands in a second line is set smaller. */
function cell(text: string): Html {
  const [first, second] = text.split("\n");
  return html`<td>${first}${
    second === undefined ? "" : html`<br><small>${second}</small>`
  }</td>`;
}
