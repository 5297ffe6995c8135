import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import org.apache.poi.hssf.usermodel.*;
import org.apache.poi.ss.usermodel.*;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * java -cp "/usr/share/java/*" MakePoi.java FOLDER: fills FOLDER/form.xlsx as FOLDER/typed.tsv
 * says (sheet, cell, kind, value with newlines as \n) and saves it with Apache POI; also copies
 * what the cells show into an .xls, for POI does not turn one format into the other.
 */
public class MakePoi {
    public static void main(String[] arguments) throws IOException {
        Path folder = Paths.get(arguments[0]);
        try (InputStream in = Files.newInputStream(folder.resolve("form.xlsx"));
                XSSFWorkbook book = new XSSFWorkbook(in)) {
            for (String line : Files.readAllLines(folder.resolve("typed.tsv"), StandardCharsets.UTF_8)) {
                type(book, line.split("\t", -1));
            }
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            save(book, folder.resolve("poi.xlsx"));
            try (HSSFWorkbook old = copied(book)) {
                save(old, folder.resolve("poi.xls"));
            }
        }
    }

    static void type(Workbook book, String[] entry) {
        CellReference place = new CellReference(entry[1]);
        Sheet sheet = book.getSheet(entry[0]);
        Row row = sheet.getRow(place.getRow());
        Cell cell = row.getCell(place.getCol(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        if (entry[2].equals("number")) {
            cell.setCellValue(Double.parseDouble(entry[3]));
        } else {
            cell.setCellValue(entry[3].replace("\\n", "\n"));
        }
    }

    /** What the cells hold, without formulas: their results, as somebody pastes values. */
    static HSSFWorkbook copied(XSSFWorkbook book) {
        HSSFWorkbook old = new HSSFWorkbook();
        CellStyle day = old.createCellStyle();
        day.setDataFormat(old.createDataFormat().getFormat("dd.mm.yyyy"));
        for (Sheet sheet : book) {
            Sheet copy = old.createSheet(sheet.getSheetName());
            for (Row row : sheet) {
                Row beside = copy.createRow(row.getRowNum());
                for (Cell cell : row) {
                    put(cell, beside, day);
                }
            }
        }
        return old;
    }

    static void put(Cell cell, Row row, CellStyle day) {
        CellType type = cell.getCellType();
        type = type == CellType.FORMULA ? cell.getCachedFormulaResultType() : type;
        if (type == CellType.STRING) {
            row.createCell(cell.getColumnIndex()).setCellValue(cell.getStringCellValue());
        } else if (type == CellType.NUMERIC) {
            Cell copy = row.createCell(cell.getColumnIndex());
            copy.setCellValue(cell.getNumericCellValue());
            if (DateUtil.isCellDateFormatted(cell)) {
                copy.setCellStyle(day);
            }
        }
    }

    static void save(Workbook book, Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            book.write(out);
        }
    }
}
