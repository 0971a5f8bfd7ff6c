import Glibc
import Panels
import Testing

@testable import Workbook

@Suite struct SafeFileTests {
  /// A folder that is gone with the test.
  private final class Place {
    let path: String

    init() throws {
      var template = Array("/tmp/clientele-export.XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw FileError.noFolder(path: "/tmp") }
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
      for name in names where unlink(path + "/" + name) != 0 { rmdir(path + "/" + name) }
      rmdir(path)
    }

    var names: [String] {
      guard let stream = opendir(path) else { return [] }
      defer { closedir(stream) }
      var names: [String] = []
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
          tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
      }
      return names.sorted()
    }

    func text(_ name: String) -> String? {
      guard let file = fopen(path + "/" + name, "r") else { return nil }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&bytes, 1, bytes.count, file)
      return String(decoding: bytes[..<count], as: UTF8.self)
    }

    func mode(_ name: String) -> mode_t? {
      var status = stat()
      return lstat(path + "/" + name, &status) == 0 ? status.st_mode & 0o777 : nil
    }
  }

  private func write(_ text: String, to path: String, replacing: Bool = false) throws(FileError) {
    try SafeFile.write(path: path, replacing: replacing) { sink in sink(Array(text.utf8)) }
  }

  @Test("A new file is whole, for its owner alone, and nothing else is left")
  func fresh() throws {
    let place = try Place()
    try SafeFile.write(path: place.path + "/a.csv") { sink in
      for part in ["one\n", "", "two\n"] { sink(Array(part.utf8)) }
    }
    #expect(place.text("a.csv") == "one\ntwo\n" && place.mode("a.csv") == 0o600 && place.names == ["a.csv"])
  }

  @Test("A file that is there is kept until somebody says that it may be replaced")
  func replacing() throws {
    let place = try Place()
    let path = place.path + "/a.csv"
    try write("old", to: path)
    #expect(throws: FileError.exists(path: path)) { try write("new", to: path) }
    #expect(place.text("a.csv") == "old")
    chmod(path, 0o644)
    try write("new", to: path, replacing: true)
    #expect(place.text("a.csv") == "new" && place.mode("a.csv") == 0o600 && place.names == ["a.csv"])
    try write("fresh", to: place.path + "/b.csv", replacing: true)
    #expect(place.text("b.csv") == "fresh")
  }

  @Test("A file or folder that somebody makes in the meantime is kept, and ours leaves nothing")
  func race() throws {
    let place = try Place()
    let path = place.path + "/a.csv"
    #expect(throws: FileError.exists(path: path)) {
      try SafeFile.write(path: path) { sink in
        sink(Array("ours".utf8))
        _ = try? write("theirs", to: path)
      }
    }
    #expect(place.text("a.csv") == "theirs" && place.names == ["a.csv"])
    let folder = place.path + "/b.csv"
    #expect(throws: FileError.isFolder(path: folder)) {
      try SafeFile.write(path: folder, replacing: true) { _ in mkdir(folder, 0o700) }
    }
    #expect(place.names == ["a.csv", "b.csv"])
  }

  @Test("Links, folders, devices and places without a folder are told apart")
  func refusals() throws {
    let place = try Place()
    try write("kept", to: place.path + "/kept")
    symlink(place.path + "/kept", place.path + "/link")
    symlink("nowhere", place.path + "/dangling")
    mkfifo(place.path + "/pipe", 0o600)
    mkdir(place.path + "/folder", 0o700)
    let at = { (name: String) in place.path + "/" + name }
    for isReplacing in [false, true] {
      for name in ["link", "dangling"] {
        #expect(throws: FileError.isLink(path: at(name))) { try write("x", to: at(name), replacing: isReplacing) }
      }
      for name in ["folder", "folder/", "new/"] {
        #expect(throws: FileError.isFolder(path: at(name))) { try write("x", to: at(name), replacing: isReplacing) }
      }
      #expect(throws: FileError.isSpecial(path: at("pipe"))) { try write("x", to: at("pipe"), replacing: isReplacing) }
      for name in ["none/a.csv", "kept/a.csv"] {
        #expect(throws: FileError.noFolder(path: at(name))) { try write("x", to: at(name), replacing: isReplacing) }
      }
      #expect(throws: FileError.isSpecial(path: "")) { try write("x", to: "", replacing: isReplacing) }
      let nul = at("a\u{0}b")
      #expect(throws: FileError.isSpecial(path: nul)) { try write("x", to: nul, replacing: isReplacing) }
    }
    #expect(place.text("kept") == "kept" && place.names == ["dangling", "folder", "kept", "link", "pipe"])
  }

  @Test("A full disk is reported as one, and what cannot be written elsewhere in the system's words")
  func fullDisk() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(PrivateFile.writeAll([1, 2, 3], to: full) == ENOSPC)
    #expect(PrivateFile.writeAll([1], to: -1) == EBADF)
    let long = "/tmp/" + String(repeating: "x", count: 300)
    #expect(throws: FileError.other(path: long, why: "File name too long")) {
      try write("x", to: long, replacing: true)
    }
    let error = #expect(throws: FileError.self) { try write("x", to: "/proc/clientele.csv") }
    #expect(error?.description.hasPrefix("/proc/clientele.csv ") == true)
  }
}
