import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of everything that is data, not code; beside the sources in a checkout, beside the bundle in a packed program. */
export const resourcesFolder =
  [join(import.meta.dirname, '../resources'), join(import.meta.dirname, '../../resources')].find((folder) => existsSync(join(folder, 'locales'))) ??
  join(import.meta.dirname, '../resources');
