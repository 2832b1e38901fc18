import { oc } from '@orpc/contract';
import * as z from 'zod';
import { watchedFolderSetting } from '../../watched-folder/setting.ts';
import { watchedFolder as view, watchedTaken } from '../schema/watched-folder.ts';

const files = z.object({ ids: z.array(z.string()).min(1).max(1000) });

/** A folder whose files are offered for signing. */
export const watchedFolder = {
  /** Asked every few seconds while a screen shows it: browsers keep six connections for one program, and two windows would use them up with streams. */
  view: oc.output(view),
  set: oc.input(watchedFolderSetting.nullable()).output(view),
  /** Looks into the folder now. */
  look: oc.output(view),
  /** Takes files onto the desk, to be looked at as every document; the files stay. */
  take: oc.input(files).output(watchedTaken),
  /** Files that are not to be offered again. */
  putAside: oc.input(files).output(view),
  /** Offers everything again that was put aside. */
  offerAgain: oc.output(view),
};
