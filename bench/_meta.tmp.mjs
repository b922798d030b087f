import { buildSync } from 'esbuild'; import { readdirSync, writeFileSync, statSync } from 'node:fs'; import {join} from 'node:path'; import {gzipSync} from 'node:zlib';
const root='/work/main', ff=root+'/functions';
const hs=readdirSync(ff,{recursive:true}).filter(f=>f.endsWith('.handler.ts')).map(f=>f.slice(0,-11)).sort();
const extra=JSON.parse(process.argv[3]??'{}');
const r=buildSync({entryPoints:hs.map(h=>({in:join(ff,h+'.handler.ts'),out:h+'/index'})),outdir:'/tmp/bw/out',bundle:true,minify:true,platform:'node',target:'node24',format:'cjs',mainFields:['module','main'],alias:{'@aws-sdk/credential-provider-node':ff+'/platform/credentials.ts',...extra.alias},legalComments:'none',logLevel:'error',metafile:true,define:extra.define,external:extra.external,conditions:extra.conditions,minifySyntax:true});
writeFileSync('/tmp/bw/meta.json',JSON.stringify(r.metafile));
for(const [o,v] of Object.entries(r.metafile.outputs)) { console.log((v.bytes/1000).toFixed(1).padStart(8), o); }
const want=process.argv[2]; 
if(want){const v=Object.entries(r.metafile.outputs).find(([o])=>o.includes(want))[1];
const by={}; for(const [i,{bytesInOutput}] of Object.entries(v.inputs)){const m=i.match(/node_modules\/((?:@[^/]+\/)?[^/]+)(.*)/); const k=m?m[1]:'own'; (by[k]??=[0,[]]);by[k][0]+=bytesInOutput;by[k][1].push([bytesInOutput,i]);}
for(const [k,[n,l]] of Object.entries(by).sort((a,b)=>b[1][0]-a[1][0])) {if(n<1000)continue;console.log((n/1000).toFixed(1).padStart(8),k); for(const [b,i] of l.sort((a,b)=>b[0]-a[0]).slice(0,+(process.env.N??6)))if(b>800)console.log('            ',(b/1000).toFixed(1),i.split('node_modules/').pop());}
}
