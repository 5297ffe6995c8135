// node make_xlsx_populate.js FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.json says and saves
// it with xlsx-populate, which leaves alone whatever it does not know.
const fs = require("fs");
const path = require("path");
const XlsxPopulate = require("xlsx-populate");

async function main(folder) {
  const typed = JSON.parse(fs.readFileSync(path.join(folder, "typed.json"), "utf8"));
  const book = await XlsxPopulate.fromFileAsync(path.join(folder, "form.xlsx"));
  for (const { sheet, cell, value } of typed) {
    book.sheet(sheet).cell(cell).value(value);
  }
  await book.toFileAsync(path.join(folder, "xlsx-populate.xlsx"));
}

main(process.argv[2]);
