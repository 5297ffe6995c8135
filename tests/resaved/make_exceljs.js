// node make_exceljs.js FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.json says and saves it with ExcelJS.
const fs = require("fs");
const path = require("path");
const ExcelJS = require("exceljs");

async function main(folder) {
  const typed = JSON.parse(fs.readFileSync(path.join(folder, "typed.json"), "utf8"));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path.join(folder, "form.xlsx"));
  for (const { sheet, cell, value } of typed) {
    book.getWorksheet(sheet).getCell(cell).value = value;
  }
  book.modified = new Date(Date.UTC(2022, 9, 6, 12));
  await book.xlsx.writeFile(path.join(folder, "exceljs.xlsx"));
}

main(process.argv[2]);
