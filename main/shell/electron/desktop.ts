import { shell } from 'electron';

/** Shows a signed file or its folder with the desktop's own programs. */
export const desktop = {
  async reveal(path: string, what: 'file' | 'folder'): Promise<boolean> {
    if (what === 'folder') {
      shell.showItemInFolder(path);
      return true;
    }
    return (await shell.openPath(path)) === '';
  },
};
