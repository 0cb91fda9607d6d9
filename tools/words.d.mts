export function shortKeys(english: string): Map<string, string>;
export function shortenTable(code: string, keys: Map<string, string>): string;
export function shortenUses(code: string, tables: Readonly<Record<string, Map<string, string>>>): string;
