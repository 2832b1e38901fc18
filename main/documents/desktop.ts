/** What a shell with a desktop can open; a shell without one has none. */
export interface Desktop {
  /** Opens the file, or the folder it lies in, with the desktop's own program. `false` when nothing could be opened. */
  reveal(path: string, what: 'file' | 'folder'): Promise<boolean>;
  /** Opens a web address in the person's own browser; absent where the screens lie in a browser themselves and open it by a link. */
  browse?(address: string): Promise<boolean>;
}
