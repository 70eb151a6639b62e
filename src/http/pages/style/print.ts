/** On paper: ink only, no controls, addresses of the outside written out. */
export const PRINT = `.print-only{display:none}
@media print{
.print-only{display:block}.paper-head{display:flex;justify-content:space-between;border-bottom:2px solid #000;margin-bottom:18pt}.paper-head p{margin:0 0 6pt}.paper-foot{border-top:1px solid #000;padding-top:6pt;font-size:9pt;max-width:none;overflow-wrap:anywhere}.columns{columns:3;font-size:9pt;line-height:1.25}.columns li{margin:0 0 2pt;padding-inline-start:3.2em;text-indent:-3.2em}.paper-head~h1{font-size:16pt}.paper-head~.quiet{font-size:9pt}body:has(.paper-head) .bar,body:has(.paper-head) footer{display:none}
:root{--xs:8pt;--s:9pt;--m:10.5pt;--l:13pt;--ink:#000;--paper:#fff;--quiet:#333;--accent:#000;--rule:#bbb;--panel:#fff;--party:#1f5f8b;--signatory:#b07f0c;--ended:#8a4f9e;--nothing:#dedbd3;--line:#666;color-scheme:light}
@page{margin:18mm 16mm}
body{font-size:10.5pt}dl.facts dd.big{font-size:13pt}
h1{font-size:20pt;margin-top:0}h2{font-size:14pt;margin-top:18pt}h1,h2,h3{break-after:avoid}
.bar nav,.search,.clock,.skip,button,form,footer details,.no-print{display:none}
.inner,main{max-width:none;padding:0}
main{min-height:0;padding-bottom:0}
a{text-decoration:none}
.wide{overflow:visible}
thead{display:table-header-group}
thead th,.wide th:first-child{position:static}
tr,li,figure{break-inside:avoid}
table{font-size:9pt}dl.facts details{display:none}.multiples:not(:has(>:only-child)){grid-template-columns:repeat(4,1fr)}.act,.words{min-width:0}table .quiet,.caption{font-size:inherit}.caption{font-size:9pt}th,td{padding-block:2pt;padding-inline:0 8pt}
.banner{border:1px solid #000}
}
`
