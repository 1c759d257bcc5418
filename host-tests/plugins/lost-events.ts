/** How many events a line says were lost; 0 when it says nothing of the kind. */
export const lostIn = (line: string): number => Number(/(\d+) events lost$/.exec(line)?.[1] ?? 0);

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
