/** Tries to write a megabyte to the path that is named, and says the code of what refused it. */
import { writeNewFile } from '../../../main/store/write-new-file.ts';

await writeNewFile(process.argv[2]!, new Uint8Array(1 << 20)).then(
  () => console.log('written'),
  (error: { code?: string; detail?: { note?: string } }) => console.log(error.code, error.detail?.note),
);
