import { shell } from 'electron';
import type { Desktop } from '../../documents/desktop.ts';

/** The desktop that the Electron shell runs on. */
export const electronDesktop: Desktop = {
  async reveal(path, what) {
    if (what === 'file') return (await shell.openPath(path)) === '';
    shell.showItemInFolder(path);
    return true;
  },
  browse: (address) =>
    shell.openExternal(address).then(
      () => true,
      () => false,
    ),
};
