/** Words: headings in a book face, text and figures of one width. */
export const BASE = `*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:var(--m)/1.5 var(--text);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1,h2,h3{font-family:var(--book);font-weight:600;line-height:1.2;text-wrap:balance;max-width:40ch}
h1{font-size:var(--xl);margin:var(--s5) 0 var(--s3)}
h2{font-size:var(--l);margin:var(--s6) 0 var(--s3)}
h3{font-size:var(--m);margin:var(--s5) 0 var(--s2)}
@media (min-width:45em){h1{font-size:var(--xxl);margin-top:var(--s6)}}
p,ul,ol,dl{margin:0 0 var(--s3)}
p,li,dd,dt,figcaption{max-width:68ch}
ul,ol{padding-inline-start:var(--s4)}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main:focus{outline:none}
code,pre,.code{font-family:var(--code);font-size:var(--s)}
code{overflow-wrap:anywhere}th code,td code{overflow-wrap:break-word}
pre{overflow-x:auto;padding:var(--s3);border:1px solid var(--rule);max-width:100%}
.lead{font-size:var(--l);line-height:1.35;font-family:var(--book);max-width:48ch}
.quiet{font-size:var(--s);color:var(--quiet)}
.aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:-999em}
.skip:focus{position:static;display:block;padding:var(--s2) var(--s4)}
.nowrap{white-space:nowrap}
.words .quiet{overflow-wrap:anywhere}
.columns{columns:3 14em;column-gap:var(--s5);padding-inline-start:0;list-style:none}
.columns li{break-inside:avoid;margin-bottom:var(--s1)}.columns li:has(>.mark){padding-inline-start:2.25em;text-indent:-2.25em}.columns .mark{text-indent:0}
.plain{list-style:none;padding:0}
details>summary{cursor:pointer}
main form,main>details,form>details,section>details{margin-bottom:var(--s3)}
form p{margin:0 0 var(--s2)}
fieldset ul{list-style:none;padding:0;columns:2 18em;margin:0}fieldset .plain{columns:auto}fieldset li{max-width:none;break-inside:avoid}legend{font-size:var(--s);font-weight:600}
fieldset{border:1px solid var(--rule);margin:var(--s2) 0 var(--s3);padding:var(--s3)}
.embed main{padding-block:var(--s3);min-height:0}.embed-number{display:block;font-family:var(--book);font-size:clamp(var(--xl),15vw,var(--xxl));line-height:1.1;white-space:nowrap}
input,select,button,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:2px;padding:var(--s1) var(--s2);max-width:100%}
input[type=range]{padding:0;border:0;accent-color:var(--accent)}
input[type=checkbox],input[type=radio]{width:18px;height:18px;flex:none;margin:0 2px;vertical-align:-.2em}
button{cursor:pointer;background:var(--panel)}
label{font-size:var(--s)}
input[type=email]{width:22em}form p>button{margin-block:var(--s1)}
[dir=rtl] :is(h1,h2,h3,p,li:not(.columns>li,.small-states>li),dt,dd,th,td,figcaption,blockquote,label,legend):lang(en){unicode-bidi:plaintext;text-align:right}[dir=rtl] .number:lang(en){text-align:left}
svg{display:block;max-width:100%;height:auto}
figure{margin:var(--s4) 0}
figcaption{font-size:var(--s);color:var(--quiet);margin-top:var(--s2)}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`
