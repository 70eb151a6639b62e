/** Colours, type and space; everything else in the style refers to these. Contrast is at least 4.5 : 1 for text and
 *  3 : 1 for marks, in light and in dark. Type is measured in what the reader has chosen as the size of text: 13, 15, 17, 22,
 *  30 and 44 px where nothing was chosen. */
export const VARIABLES = `:root{
--ink:#1b1b1a;--paper:#fcfbf8;--quiet:#5d5b55;--accent:#0b5c8a;--rule:#dedbd3;--panel:#f4f2ec;
--party:#1f5f8b;--signatory:#b07f0c;--ended:#8a4f9e;--nothing:#dedbd3;--line:#8b887f;--warn:#9a4a00;
--xs:.8125rem;--s:.9375rem;--m:1.0625rem;--l:1.375rem;--xl:1.875rem;--xxl:2.75rem;
--s1:4px;--s2:8px;--s3:12px;--s4:20px;--s5:32px;--s6:52px;--s7:84px;
--book:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;
--text:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
--code:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{
--ink:#ece9e2;--paper:#161614;--quiet:#a8a59c;--accent:#6db6e3;--rule:#3a3935;--panel:#1f1f1c;
--party:#5a9fd0;--signatory:#d9a21b;--ended:#b98acb;--nothing:#34332f;--line:#7d7a72;--warn:#e6a463}}
`
