/** Marks of status: a strip of colour and pattern, and a letter, the same everywhere. */
export const MARKS = `.mark{display:inline-flex;align-items:stretch;border:1.5px solid var(--mark);font:600 var(--xs)/1.3 var(--text);min-width:2.1em;vertical-align:-.3em;margin-inline-end:.25em;forced-color-adjust:none}
.mark::before{content:"";width:.8em;background:var(--fill,var(--mark));print-color-adjust:exact;-webkit-print-color-adjust:exact}
.mark b{flex:1;text-align:center;padding:0 .25em}
.mark-party{--mark:var(--party)}
.mark-contracting{--mark:var(--party);--fill:repeating-linear-gradient(135deg,var(--party) 0 2px,var(--paper) 2px 5px)}
.mark-signatory{--mark:var(--signatory);--fill:radial-gradient(var(--signatory) 35%,transparent 40%) 0 0/5px 5px}
.mark-blocked_parent{--mark:var(--line);--fill:var(--paper)}
.mark-denouncing{--mark:var(--ended);--fill:repeating-linear-gradient(45deg,var(--ended) 0 1px,transparent 1px 4px),repeating-linear-gradient(135deg,var(--ended) 0 1px,transparent 1px 4px)}
.mark-former_party{--mark:var(--ended);--fill:transparent}
.mark-provisional{--mark:var(--party);--fill:radial-gradient(var(--party) 35%,transparent 40%) 0 0/5px 5px}
.mark-none{--mark:var(--line);--fill:var(--nothing)}
.mark.undated{border:1.5px dashed var(--ink)}
.status{white-space:nowrap}
.key{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s4);list-style:none;padding:0;font-size:var(--s)}
.map-party{fill:var(--party)}.map-none{fill:var(--nothing)}.map-other{fill:var(--panel)}
.map a:hover path,.map a:focus path{stroke:var(--ink);stroke-width:1.5}
.multiples{display:grid;grid-template-columns:repeat(auto-fit,minmax(15em,1fr));gap:var(--s5) var(--s4);margin:var(--s4) 0;padding:0;list-style:none}
.multiples:has(>:only-child){grid-template-columns:1fr}
@media (min-width:45em){.multiples>li:only-child{display:grid;grid-template-columns:minmax(0,68ch) minmax(15em,1fr);column-gap:var(--s5)}.multiples>li:only-child>*{grid-column:1}.multiples>li:only-child>svg:last-of-type{grid-column:2;grid-row:1/span 6;align-self:end}}
.multiples :is(h2,h3){font-size:var(--m);margin:0 0 var(--s1)}
.multiples li{max-width:none;display:flex;flex-direction:column}.multiples li>svg{margin-top:auto}.multiples li p{margin-bottom:var(--s2)}
.steps{list-style:none;counter-reset:step;padding:0}
.steps>li{counter-increment:step;position:relative;padding-inline-start:var(--s6);max-width:none;border-top:1px solid var(--rule);padding-block:var(--s3)}
.steps>li::before{content:counter(step);position:absolute;inset-inline-start:0;font-family:var(--book);font-size:var(--xl);line-height:1;color:var(--quiet)}
.steps h2{margin:0 0 var(--s2)}
blockquote{margin:0 0 var(--s3);padding-inline-start:var(--s4);border-inline-start:3px solid var(--rule);font-family:var(--book);max-width:68ch}
progress{width:100%;max-width:20em;height:.8em;accent-color:var(--party)}
@media (max-width:37.4375em){[dir=ltr] .steps .calendar{margin-inline-start:calc(-1*var(--s6));max-width:calc(100% + var(--s6))}.calendar text{font-size:15px}}
.narrow-only{display:block}.wide-only{display:none}
@media (min-width:45em){.narrow-only{display:none}.wide-only{display:block}}
.key a[aria-current]{color:inherit;text-decoration-thickness:3px}
.checklist{list-style:"☐ ";padding-inline-start:1.4em}.checklist .done{list-style:"☑ "}
.chart{direction:ltr}.chart text{font-family:var(--text);font-variant-numeric:tabular-nums}
.small-states{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s3);list-style:none;padding:0;font-size:var(--s)}
.small-states li{max-width:none}
`
