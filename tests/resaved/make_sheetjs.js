// node make_sheetjs.js FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.json says and saves it
// with SheetJS as .xlsx, .ods and .xlsb.
const fs = require("fs");
const path = require("path");
const XLSX = require("xlsx");

const folder = process.argv[2];
const typed = JSON.parse(fs.readFileSync(path.join(folder, "typed.json"), "utf8"));
const book = XLSX.read(fs.readFileSync(path.join(folder, "form.xlsx")), {
  cellFormula: true, cellNF: true, cellStyles: true,
});
for (const { sheet, cell, value } of typed) {
  const held = book.Sheets[sheet][cell] || {};
  delete held.w;  // how the former value was shown
  book.Sheets[sheet][cell] = { ...held, v: value, t: typeof value === "number" ? "n" : "s" };
}
book.Props.ModifiedDate = new Date(Date.UTC(2022, 9, 6, 12));
const FORMATS = { xlsx: "xlsx", ods: "ods", xlsb: "xlsb" };
for (const [ending, bookType] of Object.entries(FORMATS)) {
  XLSX.writeFile(book, path.join(folder, `sheetjs.${ending}`), { bookType, compression: true });
}
