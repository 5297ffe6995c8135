import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.*;
import org.apache.poi.ss.util.CellReference;

/**
 * java -cp poi.jar:commons-collections4.jar:commons-math3.jar:commons-codec.jar MakePoi.java FOLDER:
 * fills FOLDER/form.xls as FOLDER/typed.tsv says (sheet, cell, kind, value with newlines as \n),
 * and saves it with Apache POI.
 */
public class MakePoi {
    public static void main(String[] arguments) throws IOException {
        Path folder = Paths.get(arguments[0]);
        try (InputStream in = Files.newInputStream(folder.resolve("form.xls"));
                Workbook book = new HSSFWorkbook(in)) {
            for (String line : Files.readAllLines(folder.resolve("typed.tsv"), StandardCharsets.UTF_8)) {
                type(book, line.split("\t", -1));
            }
            try (OutputStream out = Files.newOutputStream(folder.resolve("poi.xls"))) {
                book.write(out);
            }
        }
    }

    static void type(Workbook book, String[] entry) {
        CellReference place = new CellReference(entry[1]);
        Row row = book.getSheet(entry[0]).getRow(place.getRow());
        Cell cell = row.getCell(place.getCol(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        if (entry[2].equals("number")) {
            cell.setCellValue(Double.parseDouble(entry[3]));
        } else {
            cell.setCellValue(entry[3].replace("\\n", "\n"));
        }
    }
}
