import Glibc
import Testing

@testable import Workbook

@Suite struct SegmentShelfTests {
  @Test("Every shipped file is a segment with title, description and filter")
  func shipped() {
    #expect(ShippedSegments.all.count == ShippedSegments.files.count)
    #expect(ShippedSegments.all.count == 12)
    for segment in ShippedSegments.all {
      #expect(Segment.problem(withName: segment.name) == nil)
      #expect(segment.title != segment.name)
      #expect(segment.description.hasSuffix("."))
      #expect(!segment.filter.isEmpty && segment.filterLine >= 4)
      #expect(segment.origin == .shipped)
    }
    #expect(SegmentShelf(folder: nil).segment(named: "vip")?.filter == "decile = 1")
  }

  @Test("Title, description, filter and the filter's line are read from the file")
  func reading() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "\u{FEFF}# Tea people\r\n#  who buy tea\r\n# and cups\r\n\r\n\r\nbought(\"TEA\") # often\r\n  and net > 5\r\n\r\n",
      to: "tea.segment")
    try folder.write("net > 1", to: "plain.segment")
    try folder.write("# 茶\n\n# a comment of the filter\nregion = 广东", to: "茶_客.segment")
    let shelf = SegmentShelf(folder: folder.path)
    #expect(shelf.errors.isEmpty)
    let tea = try #require(shelf.segment(named: "tea"))
    #expect(tea.title == "Tea people" && tea.description == "who buy tea and cups")
    #expect(tea.filter == "bought(\"TEA\") # often\n  and net > 5" && tea.filterLine == 6)
    #expect(tea.origin == .file(folder.path + "/tea.segment"))
    let plain = try #require(shelf.segment(named: "plain"))
    #expect(plain.title == "plain" && plain.description.isEmpty && plain.filterLine == 1)
    #expect(shelf.segment(named: "茶_客")?.filter == "# a comment of the filter\nregion = 广东")
    #expect(shelf.names.suffix(3) == ["plain", "tea", "茶_客"])
  }

  @Test("A file of a shipped segment's name takes its place, and gives it back when it is removed")
  func override() throws {
    let folder = try TemporaryFolder()
    var shelf = SegmentShelf(folder: folder.path + "/new/folder")
    let count = shelf.all.count
    try shelf.save(Segment(name: "vip", title: "Mine", filter: "net > 1000"), overwriting: false)
    #expect(shelf.all.count == count && shelf.all.first?.title == "Mine")
    #expect(folder.mode("new") == 0o700 && folder.mode("new/folder") == 0o700)
    #expect(folder.mode("new/folder/vip.segment") == 0o600)
    try shelf.remove(named: "vip")
    #expect(shelf.all.first?.title == "VIP" && folder.mode("new/folder/vip.segment") == nil)
  }

  @Test("What is saved reads back as the same, and a long description is wrapped")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    var shelf = SegmentShelf(folder: folder.path)
    let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let saved = Segment(name: "a-b_9", title: "A  title", description: words, filter: "# why\nnet > 1\n and orders = 2")
    try shelf.save(saved, overwriting: false)
    let read = try #require(SegmentShelf(folder: folder.path).segment(named: "a-b_9"))
    #expect(read == shelf.segment(named: "a-b_9"))
    #expect(read.title == "A title" && read.description == words && read.filter == saved.filter)
    let lines = try #require(folder.text("a-b_9.segment")).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 102 } && lines[read.filterLine - 1] == "# why")
    #expect(folder.names == ["a-b_9.segment"])
  }

  @Test("A segment is only replaced when that was asked for, and never half")
  func replacing() throws {
    let folder = try TemporaryFolder()
    var shelf = SegmentShelf(folder: folder.path)
    try shelf.save(Segment(name: "x", filter: "net > 1"), overwriting: false)
    #expect(throws: WorkbookError.self) { try shelf.save(Segment(name: "x", filter: "net > 2"), overwriting: false) }
    #expect(SegmentShelf(folder: folder.path).segment(named: "x")?.filter == "net > 1")
    try shelf.save(Segment(name: "x", filter: "net > 2"), overwriting: true)
    #expect(SegmentShelf(folder: folder.path).segment(named: "x")?.filter == "net > 2")
    #expect(folder.names == ["x.segment"])
    symlink("/etc/passwd", folder.path + "/l.segment")
    #expect(throws: WorkbookError.self) { try shelf.save(Segment(name: "l", filter: "net > 2"), overwriting: true) }
  }

  @Test(
    "A name that could lead elsewhere or needs quotes is refused",
    arguments: ["", "../x", "a/b", "a b", "-x", ".x", "a\u{0}", "a\n", "x\u{202E}", String(repeating: "a", count: 101)])
  func names(name: String) throws {
    let folder = try TemporaryFolder()
    var shelf = SegmentShelf(folder: folder.path)
    #expect(throws: WorkbookError.self) { try shelf.save(Segment(name: name, filter: "net > 1"), overwriting: true) }
    #expect(throws: WorkbookError.self) { try shelf.remove(named: name) }
    #expect(folder.names.isEmpty)
  }

  @Test("Files that cannot be read are errors with file and line, and the others are there")
  func errors() throws {
    let folder = try TemporaryFolder()
    try folder.write("# Only a title\n# and words\n", to: "a.segment")
    try folder.write(Array("# B\n\nnet > 1\n".utf8) + [0xFF, 10], to: "b.segment")
    try folder.write("# C\n\nnet\u{7} > 1\n", to: "c.segment")
    try folder.write(String(repeating: "net > 1 ", count: 9_000), to: "d.segment")
    try folder.write("net > 1", to: "e e.segment")
    mkdir(folder.path + "/f.segment", 0o700)
    mkfifo(folder.path + "/g.segment", 0o600)
    symlink("nowhere", folder.path + "/h.segment")
    try folder.write("net > 7", to: "ok.segment")
    try folder.write("no segment", to: "notes.txt")
    let shelf = SegmentShelf(folder: folder.path)
    #expect(shelf.segment(named: "ok")?.filter == "net > 7")
    #expect(shelf.all.count == 13)
    let path = { (name: String) in folder.path + "/" + name + ".segment" }
    #expect(shelf.errors.map(\.file) == ["a", "b", "c", "d", "e e", "f", "g", "h"].map(path))
    #expect(shelf.errors.map(\.line) == [2, 4, 3, nil, nil, nil, nil, nil])
    #expect(shelf.errors.allSatisfy { !$0.wayOut.isEmpty })
  }

  @Test("An unknown name is answered with the nearest one, a shipped one cannot be removed")
  func unknown() throws {
    let folder = try TemporaryFolder()
    var shelf = SegmentShelf(folder: folder.path)
    #expect(shelf.unknown("vipp").what.hasSuffix("the nearest is 'vip'"))
    #expect(throws: WorkbookError.self) { try shelf.remove(named: "vip") }
    #expect(throws: WorkbookError.self) { try shelf.remove(named: "nobody") }
    var bare = SegmentShelf(folder: nil)
    #expect(throws: WorkbookError.self) { try bare.save(Segment(name: "x", filter: "net > 1"), overwriting: false) }
    #expect(throws: WorkbookError.self) { try shelf.save(Segment(name: "x", filter: " # no\n"), overwriting: false) }
    #expect(folder.names.isEmpty)
  }
}
