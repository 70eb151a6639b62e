/** Tables: a rule each row, numbers at the end, the head and on a phone the first column stay in sight. */
export const TABLES = `.wide{overflow-x:auto;max-width:100%;position:relative}
@media (min-width:56.25em){.long{overflow:visible}}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:var(--s);margin:0 0 var(--s3)}
.caption{font-size:var(--s);color:var(--quiet);margin:var(--s3) 0 var(--s1)}
.words{min-width:13em}.act{min-width:9em}
th,td{text-align:start;vertical-align:top;padding-block:var(--s2);padding-inline:0 var(--s4);border-bottom:1px solid var(--rule)}
.wrong{display:block;margin-top:var(--s1);color:var(--warn);font-size:var(--s);font-weight:600;max-width:68ch}.choices label{display:flex;gap:var(--s2);align-items:flex-start}.choices input{margin-block-start:.15em}.choices li{margin-bottom:var(--s1)}.choices+p{margin-top:var(--s3)}[aria-invalid=true]{border-color:var(--warn);outline:1px solid var(--warn)}.problems{border:1px solid var(--warn);border-inline-start-width:6px;padding:var(--s3) var(--s4);margin:var(--s4) 0}.problems ul{margin:0}.problems a{color:var(--warn)}
thead th{position:sticky;inset-block-start:0;background:var(--paper);border-bottom:1px solid var(--line);vertical-align:bottom;z-index:1}
th{font-weight:600}
tbody th{font-weight:400}
td time,.number{white-space:nowrap}
.number{text-align:end}
thead .number{white-space:normal}
th[aria-sort] a{color:inherit}
th[aria-sort=ascending] a::after{content:" ↑"}th[aria-sort=descending] a::after{content:" ↓"}
@media (max-width:44.9375em){th,td{padding-inline-end:var(--s3)}.wide th:first-child{position:sticky;inset-inline-start:0;background:var(--paper);max-width:42vw;padding-inline-end:var(--s3);z-index:2}}
@media (min-width:37.5em){.phone-only{display:none}}
@media (max-width:37.4375em){.stacked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.stacked tr,.stacked td,.stacked th{display:block;border:0;padding-inline-end:0;text-align:start;min-width:0}.stacked tr{border-bottom:1px solid var(--rule);padding-block:var(--s2)}.stacked tbody th:first-child{position:static;max-width:none;font-weight:600}.stacked td,.stacked th{padding-block:var(--s1);white-space:normal;overflow-wrap:anywhere}.stacked th .quiet{font-weight:400}.marks thead th:not(:first-child){writing-mode:vertical-rl;white-space:nowrap;padding-inline:0;font-size:var(--xs)}.marks th,.marks td{padding-inline-end:2px}.marks thead th:not(:first-child){padding-block:1px}.marks .mark{margin-inline-end:0;min-width:1.7em}.marks .mark::before{width:.5em}.marks .mark b{padding:0 .1em}.wide.marks th:first-child{max-width:38vw}.stacked td:empty,.stacked .no-phone{display:none}.stacked tr:has(>.place){position:relative;padding-inline-start:2.6em}.stacked tr:has(>.place) td:not(.place){display:inline-block;vertical-align:top;max-width:100%;margin-inline-end:var(--s3)}.stacked .place{position:absolute;inset-inline-start:0}#milestones tr{display:grid;grid-template-columns:auto auto;justify-content:start;column-gap:var(--s3)}#milestones td{grid-column:1}#milestones :is(th,td[colspan]){grid-column:1/-1}#milestones td:nth-child(n+7){grid-column:2;grid-row:2}#milestones td:nth-child(8){grid-row:3}#milestones td:nth-child(9){grid-row:4}.stacked td[data-head]::before{content:attr(data-head) ": ";color:var(--quiet)}}
dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5em,1fr));gap:var(--s3) var(--s4);margin:var(--s4) 0}
dl.facts div{border-top:1px solid var(--line);padding-top:var(--s2)}
dl.facts dt{font-size:var(--s);color:var(--quiet)}
dl.facts dd{margin:0;font-size:var(--s)}
dl.facts dd.big{font-family:var(--book);font-size:clamp(var(--l),6.8vw,var(--xl));line-height:1.1;white-space:nowrap}
dl.rows{margin:0 0 var(--s4)}
dl.rows div{display:grid;grid-template-columns:minmax(8em,14em) 1fr;gap:var(--s1) var(--s4);border-bottom:1px solid var(--rule);padding:var(--s1) 0;font-size:var(--s)}
dl.rows dt{color:var(--quiet)}dl.rows dd{margin:0;overflow-wrap:anywhere}
@media (max-width:37.4375em){dl.rows div{grid-template-columns:1fr}}
.sentence p{font-family:var(--book);font-size:var(--l);line-height:1.9;max-width:none}
.sentence :is(select,input,button){font:var(--m)/1.5 var(--text)}
.filters{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:end}
.filters label{display:block}.filters p{margin:0;min-width:0;max-width:100%}
fieldset{border:0;padding:0;min-width:0;margin:0 0 var(--s3)}legend{font-size:var(--s);padding:0}
fieldset select{margin-bottom:var(--s1)}
`
