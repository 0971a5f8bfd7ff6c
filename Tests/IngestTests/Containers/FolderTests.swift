import Glibc
import Testing

@testable import Ingest

@Suite("Folders, standard input and files that are none")
struct FolderTests {
  private func open(_ path: String) throws -> [TextTable] {
    try Containers.tables(of: .file(path), isCancelled: nil)
  }

  private func failure(_ path: String) -> IngestError? {
    do {
      _ = try Containers.tables(of: .file(path), isCancelled: nil)
      return nil
    } catch {
      return error
    }
  }

  @Test("All files of a folder that can be tables, by name; settings, notes and hidden files are passed over")
  func files() throws {
    let folder = TestFolder()
    for name in ["b.csv", "a.tsv", "c.TXT", "orders", ".hidden.csv", "README.md", "readme.txt", "map.toml", "x.log"] {
      folder.write(name, "x,y\n1,2\n")
    }
    folder.write("d.csv.gz", deflated(Array("x,y\n3,4\n".utf8), isGzip: true))
    folder.write("picture", [0x89, 0x50, 0x4E, 0x47, 0, 0])
    folder.write("nothing", "")
    let found = try open(folder.path)
    #expect(found.map(\.label) == ["a.tsv", "b.csv", "c.TXT", "d.csv.gz", "orders"].map { folder.path + "/" + $0 })
    #expect(found[3].text == "x,y\n3,4\n" && found[3].containers == ["gzip"])
    #expect(try open(folder.path + "/").map(\.label) == found.map(\.label))
  }

  @Test("A folder without any says what it should hold")
  func none() {
    let folder = TestFolder()
    folder.write("notes.md", "x")
    let error = failure(folder.path)
    #expect(error?.what.contains("holds no order files") == true && error?.wayOut.contains(".csv") == true)
  }

  @Test("A plain file is not copied: its bytes are read where they lie")
  func plain() throws {
    let folder = TestFolder()
    let path = folder.write("a.csv", "x,y\n1,2\n")
    let table = try open(path)[0]
    let decoded = try table.decoded(as: nil, isCancelled: nil)
    #expect(decoded.bytes === table.bytes && decoded.encoding == "UTF-8")
    #expect(table.bytes.bytesOnDisk == 8 && table.containers.isEmpty)
  }

  @Test("A pipe is read to its end")
  func pipe() throws {
    let folder = TestFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let text = String(repeating: "x,y\n1,2\n", count: 100_000)
    let writer = Thread {
      let file = Glibc.open(path, O_WRONLY)
      text.withCString { start in
        var done = 0
        while done < text.utf8.count { done += max(0, Glibc.write(file, start + done, text.utf8.count - done)) }
      }
      close(file)
    }
    let table = try open(path)[0]
    writer.join()
    #expect(table.text == text)
    #expect(Source.standardInput.label == "-")
  }

  @Test("Binary files, devices and empty files are named for what they are")
  func binary() {
    let cases: [(bytes: [UInt8], says: String)] = [
      ([0x89, 0x50, 0x4E, 0x47], "PNG"), (Array("%PDF-1.7".utf8), "PDF"), ([0x7F, 0x45, 0x4C, 0x46], "ELF"),
      (Array("PAR1".utf8), "Parquet"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"), ([], "empty"),
      (Array("<!DOCTYPE html><html><table><tr><td>1".utf8), "web page"), (Array("<table><tr>".utf8), "web page"),
      (Array("\u{FEFF}\n<html>".utf8), "web page"),
      (Array("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>".utf8), "Excel 2003"),
      (Array("<?xml version=\"1.0\"?><orders/>".utf8), "XML"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "old Excel workbook"),
      (
        [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 7, count: 300_000) + "EncryptedPackage".utf8.flatMap { [$0, 0] },
        "password"
      ),
    ]
    for (bytes, says) in cases {
      let error = refusal(bytes, "orders.xls")
      #expect(error?.what.contains(says) == true, "\(says): \(String(describing: error))")
      #expect(error?.file == "orders.xls")
    }
    #expect(refusal(Array("<table>".utf8))?.wayOut.contains("libreoffice --headless --convert-to xlsx") == true)
    #expect(failure("/dev/zero")?.what.contains("device") == true)
    #expect(failure("/dev/null")?.what.contains("empty") == true)
  }

  @Test("Tab-separated text is read whatever its name")
  func named() throws {
    let text = "order\tdate\n1\t2020-01-01\n"
    #expect(try tables(Array(text.utf8), "orders.xls")[0].text == text)
    #expect(try tables(Array("[Order ID],[Date]\n1,2\n".utf8))[0].containers.isEmpty)
    #expect(try tables(Array("<5 pieces,more\n1,2\n".utf8))[0].containers.isEmpty)
  }
}

/// A thread of the system that runs a closure.
private final class Thread {
  private var handle = pthread_t()

  init(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(body))
    pthread_create(
      &handle, nil,
      { state in
        if let state { Unmanaged<Box>.fromOpaque(state).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
  }

  func join() { pthread_join(handle, nil) }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
