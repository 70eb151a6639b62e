import { html } from 'hono/html'
import { PAGE_HEADERS } from './headers.ts'

/** A piece of HTML that is already escaped. */
export type Html = ReturnType<typeof html>

/** Address of the style sheet of every page. */
export const STYLE_PATH = '/style.css'

/** A whole page, ready to be sent. */
export async function pageResponse(
  page: { readonly title: string; readonly body: Html },
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<header><a href="/">Palermo Tracker</a> <nav><a href="/v1">Data</a> <a href="/docs">Documentation</a></nav></header>
<main>
${page.body}
</main>
</body>
</html>
`
  return new Response(String(text), {
    headers: { ...PAGE_HEADERS, ...headers, 'content-type': 'text/html; charset=utf-8' },
  })
}

/** The style sheet: paper and ink, one accent, light and dark. */
export const STYLE = `:root{--ink:#1b1b1a;--paper:#fcfbf8;--accent:#0b5c8a;--rule:#dedbd3;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#ece9e2;--paper:#161614;--accent:#6db6e3;--rule:#3a3935}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
header,main{max-width:1120px;margin:0 auto;padding:12px 20px}
header{display:flex;flex-wrap:wrap;gap:4px 20px;border-bottom:1px solid var(--rule)}
nav{display:flex;gap:20px}
h1,h2,h3{font-family:Charter,"Bitstream Charter","Sitka Text",Cambria,serif;line-height:1.2;overflow-wrap:anywhere}
h1{font-size:30px;margin:32px 0 12px}
h2{font-size:22px;margin:52px 0 12px}
h3{font-size:17px;margin:32px 0 8px}
p,li,dd{max-width:68ch}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:15px}
pre{overflow-x:auto;padding:12px;border:1px solid var(--rule)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:start;padding:8px 0}
th,td{text-align:start;vertical-align:top;padding:8px 20px 8px 0;border-bottom:1px solid var(--rule)}
th{font-weight:600}
.number{text-align:end}
.quiet{font-size:15px}
`
