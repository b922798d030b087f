import { existsSync } from 'node:fs';
import { hasWrong, judgeFolder, reportOf } from './conformance.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  console.error(
    `usage: npm run conformance -- DIR (${folder === undefined ? 'no folder given' : `no folder ${folder}`})`,
  );
  process.exit(2);
}
const conformance = await judgeFolder(folder);
for (const line of reportOf(conformance)) console.log(line);
process.exitCode = hasWrong(conformance) ? 1 : 0;
