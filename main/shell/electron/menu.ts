import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type Language, words } from '../../words/words.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** Electron's own actions, which also carry the keys that people expect; their built-in labels are English only. */
const MENUS: Readonly<Record<string, readonly Role[]>> = {
  program: ['quit'],
  edit: ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'],
  view: ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'],
};

/** The application menu; hidden until Alt is pressed where the system has no menu bar of its own. */
export function applicationMenu(language: Language): Menu {
  const say = words(language);
  const item = (role: Role): MenuItemConstructorOptions => ({ role, label: say(`menu.items.${role}`) });
  return Menu.buildFromTemplate(Object.entries(MENUS).map(([name, roles]) => ({ label: say(`menu.${name}`), submenu: roles.map(item) })));
}
