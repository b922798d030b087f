import type { Fault } from './fault.ts';
import { subRooms } from './rooms.ts';
import type { SourceFile } from './source-file.ts';

/** A room's path from the project's root with the names of its folders, the lowest first. */
type Orders = Readonly<Record<string, readonly string[]>>;

/** Folders that their room's order does not name, and imports from a folder of a room to one above it. */
export function subRoomFaults(files: readonly SourceFile[], orders: Orders = subRooms): Fault[] {
  const unnamed = Object.entries(orders).flatMap(([room, order]) => unnamedFolders(files, room, order));
  return [...unnamed, ...upwardImports(files, orders)];
}

function unnamedFolders(files: readonly SourceFile[], room: string, order: readonly string[]): Fault[] {
  const folders = new Set(files.map(({ path }) => folderIn(room, path)));
  return [...folders].flatMap((folder) =>
    folder === undefined || order.includes(folder)
      ? []
      : [{ what: `${room}/${folder}/`, why: 'is a folder that the order of its room does not name' }],
  );
}

/** Imports of types and values that go from a folder of a room to one above it or to the room's own files. */
export function upwardImports(files: readonly SourceFile[], orders: Orders = subRooms): Fault[] {
  return Object.entries(orders).flatMap(([room, order]) =>
    files.flatMap(({ path, imports }) => {
      const own = heightIn(room, path, order);
      const targets = new Set(imports.map(({ target }) => target));
      const above = [...targets].filter((target) => own < heightIn(room, target, order));
      return above.map((target) => ({ what: `${path} -> ${target}`, why: 'imports upwards inside its room' }));
    }),
  );
}

/**
 * Where a file stands in a room, counted from the lowest folder; the room's own files stand above all folders. `NaN`,
 * which is neither above nor below anything, for a file elsewhere and in a folder that the order does not name.
 */
function heightIn(room: string, file: string, order: readonly string[]): number {
  if (!file.startsWith(`${room}/`)) return Number.NaN;
  const folder = folderIn(room, file);
  if (folder === undefined) return order.length;
  return order.includes(folder) ? order.indexOf(folder) : Number.NaN;
}

/** The folder of a room in which a file lies, however deep; none for a file elsewhere and for the room's own files. */
function folderIn(room: string, file: string): string | undefined {
  if (!file.startsWith(`${room}/`)) return undefined;
  const [folder, ...rest] = file.slice(room.length + 1).split('/');
  return rest.length === 0 ? undefined : folder;
}
