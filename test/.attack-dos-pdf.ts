import { deflateSync } from 'node:zlib';
import { signPades } from '/work/main/pki/pades/sign.ts';
import { verifyPades } from '/work/main/pki/pades/verify.ts';
import { authorityWithDoctor } from '/work/main/test/support/authority.ts';
import { appendRevision, buildPdf, ONE_PAGE, stream } from '/work/main/test/support/pdf.ts';
const now = new Date('2026-11-20T03:34:56Z');
const { signer, options } = await authorityWithDoctor(now);
const sign = (source: Uint8Array) => signPades({ source, signer, signingTime: now });
const prev = (b: Uint8Array) => /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(b).toString('latin1'))![1];
const xrefStream = (base: Uint8Array, number: number, entries: Buffer, w: string, index: string, size: number) => {
  const packed = deflateSync(entries).toString('latin1');
  return Buffer.concat([base, Buffer.from(`${number} 0 obj\n${stream(packed, `/Type/XRef/W[${w}]/Index[${index}]/Size ${size}/Filter/FlateDecode/Root 1 0 R/Prev ${prev(base)}`)}\nendobj\nstartxref\n${base.length}\n%%EOF\n`, 'latin1')]);
};
const cases: Record<string, () => Promise<Uint8Array>> = {
  'touched 2M': async () => { const s = await sign(buildPdf()); const n = 1_999_000; const e = Buffer.alloc(n * 5); for (let i = 0; i < n; i++) { e[i*5]=1; e.writeUInt16BE(9, i*5+2);} return xrefStream(s, 2_000_100, e, '1 3 1', `100 ${n}`, 2_000_200); },
  'touched 2M free': async () => { const s = await sign(buildPdf()); const n = 1_999_000; const e = Buffer.alloc(n * 5); return xrefStream(s, 2_000_100, e, '1 3 1', `100 ${n}`, 2_000_200); },
  'xref bomb wide': async () => { let s: Uint8Array = buildPdf(); const n = 8_300_000; const e = Buffer.alloc(n * 24); for (let k=0;k<2;k++) s = xrefStream(s, 8_388_600+k, e, '8 8 8', `100 ${n}`, 8_388_605); return s; },
  'sections 5000': async () => { let s: Uint8Array = await sign(buildPdf()); const parts=[Buffer.from(s)]; let off=s.length, p=Number(prev(s)); for (let i=0;i<9000;i++){ const t=`xref\n0 1\n0000000000 65535 f\r\ntrailer\n<</Size 7/Root 1 0 R/Prev ${p}>>\nstartxref\n${off}\n%%EOF\n`; parts.push(Buffer.from(t)); p=off; off+=t.length;} return Buffer.concat(parts); },
  'fields 20000 one value': async () => { const s = await sign(buildPdf({...ONE_PAGE, 4: stream('x'.repeat(1_000_000))})); const t=Buffer.from(s).toString('latin1'); const v=/\/V (\d+ 0 R)/.exec(t)![1]; const f: Record<number,string>={}; const n=20000; for(let i=0;i<n;i++) f[1000+i]=`<</Subtype/Widget/FT/Sig/T(f${i})/V ${v}/Rect[0 0 0 0]>>`; return appendRevision(s,{1:`<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${Object.keys(f).map(k=>k+' 0 R').join(' ')}]>>>>`,...f}); },
  'objstm bomb': async () => { 
    // containers unfolding to 40 MB each, objects alternate
    const kids: string[]=[]; const bodies: Record<number,string>={...ONE_PAGE};
    const pad=' '.repeat(60_000_000); const per=200; const nContainers=8;
    let s=Buffer.from('%PDF-1.7\n'); const offs=new Map<number,[number,number,number]>();
    const put=(n:number,b:string)=>{ offs.set(n,[1,s.length,0]); s=Buffer.concat([s,Buffer.from(`${n} 0 obj\n${b}\nendobj\n`,'latin1')]); };
    const refs: string[]=[];
    for(let c=0;c<nContainers;c++){ let head='',body=''; for(let i=0;i<per;i++){ head+=`${1000+c*per+i} ${body.length} `; body+='<<>> '; }
      const packed=deflateSync(Buffer.from(head+body+pad)).toString('latin1'); put(500+c, stream(packed,`/Type/ObjStm/N ${per}/First ${head.length}/Filter/FlateDecode`)); for(let i=0;i<per;i++) offs.set(1000+c*per+i,[2,500+c,i]); }
    for(let i=0;i<per;i++) for(let c=0;c<nContainers;c++) refs.push(`${1000+c*per+i} 0 R`);
    put(1,'<</Type/Catalog/Pages 2 0 R>>'); put(2,'<</Type/Pages/Kids[3 0 R]/Count 1>>'); put(3,`<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>/X[${refs.join(' ')}]>>`);
    const sorted=[...offs].sort(([a],[b])=>a-b); const own=9000; sorted.push([own,[1,s.length,0]]);
    const data=Buffer.concat(sorted.map(([,[t,b,c]])=>Buffer.from([t,b>>16,(b>>8)&255,b&255,c])));
    const packed=deflateSync(data).toString('latin1'); const start=s.length;
    s=Buffer.concat([s,Buffer.from(`${own} 0 obj\n${stream(packed,`/Type/XRef/W[1 3 1]/Index[${sorted.map(([n])=>n+' 1').join(' ')}]/Size 9001/Filter/FlateDecode/Root 1 0 R`)}\nendobj\nstartxref\n${start}\n%%EOF\n`,'latin1')]);
    return appendRevision(await sign(s), { 8000: '(x)', 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>' }, {kind:'stream'});
  },
};
for (const [name, make] of Object.entries(cases)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  const bytes = await make(); const t = performance.now(); let r: string;
  try { const v = await verifyPades({ name: 'x', bytes }, options); r = `${v.conclusion} ${v.subIndication} sigs=${v.signatures.length} ${v.signatures[0]?.checks.find(c=>c.status!=='passed')?.detail ?? ''}`.slice(0,140); }
  catch (e: any) { r = `${e.code ?? e.stack} ${e.detail?.note ?? ''}`.slice(0,300); }
  console.log(`${name.padEnd(28)} ${(bytes.length/1e6).toFixed(2)}MB ${Math.round(performance.now()-t)}ms rss=${Math.round(process.memoryUsage().rss/1e6)} ${r}`);
}
