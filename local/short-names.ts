/**
 * Gives the function that shortens names of functions and machines for people: without the words, separated by `-`, with
 * which all of them begin (`app-dev-post-order`, `app-dev-ship` → `post-order`, `ship`).
 */
export function shortNames(names: readonly string[]): (name: string) => string {
  const words = names.map((name) => name.split('-'));
  const [first = []] = words;
  const fewest = Math.min(...words.map((each) => each.length - 1));
  let common = 0;
  while (names.length > 1 && common < fewest && words.every((each) => each[common] === first[common])) common += 1;
  const beginning = first
    .slice(0, common)
    .map((word) => `${word}-`)
    .join('');
  return (name) => (name.startsWith(beginning) ? name.slice(beginning.length) : name);
}
