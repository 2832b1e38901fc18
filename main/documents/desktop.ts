/** What a shell with a desktop can do with a file; a shell without one has none. */
export interface Desktop {
  /** Opens the file, or the folder it lies in, with the desktop's own program. `false` when nothing could be opened. */
  reveal(path: string, what: 'file' | 'folder'): Promise<boolean>;
}
