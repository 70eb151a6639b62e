/** The frame around every page, and how its parts are laid out. */
export const FRAME = `.inner,main{max-width:1120px;margin:0 auto;padding:0 var(--s4)}
main{padding-bottom:var(--s7);min-height:60vh}
.bar{border-bottom:1px solid var(--rule)}
.bar .inner{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:center;padding-block:var(--s3)}
.bar .name{font-family:var(--book);font-weight:600;margin:0}
.bar .name a{color:inherit;text-decoration:none}
.bar nav{flex:1 1 auto}
.bar nav ul{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s4);list-style:none;padding:0;margin:0;font-size:var(--s)}
.bar nav a{display:inline-block;padding:var(--s1) 0}
.bar nav a[aria-current]{color:inherit;text-decoration-thickness:3px}
.search{margin:0;display:flex;flex-wrap:wrap;min-width:0;gap:var(--s1);font-size:var(--s)}
.search input{width:13em;min-width:0}
.clock{font-size:var(--s);position:relative}
.clock summary{padding:var(--s1) var(--s2);border:1px solid var(--line);border-radius:2px;background:var(--panel)}
.clock .panel{position:absolute;inset-inline-end:0;z-index:3;width:22em;max-width:calc(100vw - 2*var(--s4));background:var(--paper);border:1px solid var(--line);padding:var(--s4);margin-top:var(--s1)}
.clock label{display:block}
.clock input{width:100%}
.clock .slider{border-top:1px solid var(--rule);margin-top:var(--s3);padding-top:var(--s3)}
.scale{display:flex;justify-content:space-between;font-size:var(--xs);color:var(--quiet)}
.banner{background:var(--panel);border-bottom:3px solid var(--warn)}
.banner p{max-width:1120px;margin:0 auto;padding:var(--s2) var(--s4);font-size:var(--s)}
.desk-bar{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);justify-content:space-between;border-bottom:1px solid var(--rule);padding-top:var(--s3);font-size:var(--s)}
.desk-bar ul{margin:0}
footer{border-top:1px solid var(--rule);padding:var(--s4) 0 var(--s5);font-size:var(--s)}
footer p{margin-bottom:var(--s2)}
footer ul{padding-inline-start:var(--s4)}
.boxes{display:grid;gap:var(--s2);margin-bottom:var(--s3)}
.citation{padding:var(--s3);border:1px solid var(--rule);overflow-wrap:anywhere}
@media (min-width:56.25em){.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 var(--s6)}.two.lopsided{grid-template-columns:minmax(0,8fr) minmax(0,5fr)}
.boxes{grid-template-columns:1fr 1fr}}
@media (min-width:62.5em){.bar nav ul{column-gap:var(--s3)}.search input{width:9.8em}.clock{max-width:17em}}
@media (max-width:37.4375em){.bar .inner{padding-block:var(--s2)}.search,.clock{flex:1 1 100%}.search input{flex:1 1 6em}.clock .panel{position:static;width:auto;max-width:none}.bar nav{flex-basis:100%;order:1}.search{order:2}.clock{order:3}}
`
