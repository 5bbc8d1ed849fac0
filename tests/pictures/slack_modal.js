// A view on standard input, a page on standard output.
const { readFileSync } = require("fs");
const { createElement } = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = require("slack-blocks-to-jsx");

const view = JSON.parse(readFileSync(0, "utf8"));
const style = readFileSync(require.resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");
const blocks = { blocks: view.blocks, time: new Date(0), theme: "light", withoutWrapper: true };
const drawn = renderToStaticMarkup(createElement(Message, blocks));
// The renderer draws every text field as a long one, and a line of its own below it.
const short = view.blocks.filter((block) => block.element?.multiline === false);
const lower = short.map((block) => `#${block.block_id} textarea { height: 36px !important; min-height: 0 !important; resize: none }`).join("\n");

process.stdout.write(`<!doctype html><meta charset="utf-8"><style>${style}</style><style>
body { margin: 0; background: none; font-family: Lato, sans-serif; color: #1d1c1d }
main { width: 520px; margin: 8px; background: #fff; border: 1px solid #ddd; border-radius: 8px }
header, footer { display: flex; align-items: center; padding: 16px 24px; gap: 12px }
header { justify-content: space-between; font-size: 20px; font-weight: 900; border-bottom: 1px solid #ddd }
footer { justify-content: flex-end; border-top: 1px solid #ddd; font-size: 15px; font-weight: 700 }
footer span { padding: 8px 14px; border-radius: 4px; border: 1px solid #bbb }
footer .submit { background: #007a5a; border-color: #007a5a; color: #fff }
section { padding: 12px 24px }
.slack_blocks_to_jsx__input .text-small > p { display: none }
${lower}
</style><main><header>${view.title.text}<span>✕</span></header><section>${drawn}</section>
<footer><span>${view.close.text}</span><span class="submit">${view.submit.text}</span></footer></main>`);
