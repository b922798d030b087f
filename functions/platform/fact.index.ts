/** The name of the index that finds facts by the hour they were saved in. */
export const factsByTime = 'facts-by-time';
