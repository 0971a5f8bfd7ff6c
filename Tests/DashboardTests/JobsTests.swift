import Testing

@testable import Dashboard

@Suite("Jobs")
struct JobsTests {
  @Test("a newer job of a kind replaces the older, whose result is dropped")
  func replacing() {
    var jobs = Jobs()
    let first = jobs.begin(.open)
    let second = jobs.begin(.open)
    let isFirstWanted = jobs.end(first)
    #expect(!isFirstWanted)
    #expect(!jobs.isIdle)
    let isSecondWanted = jobs.end(second)
    #expect(isSecondWanted)
    #expect(jobs.isIdle)
  }

  @Test("jobs of different kinds run beside each other")
  func beside() {
    var jobs = Jobs()
    let panel = jobs.begin(.panel("funnel"))
    let other = jobs.begin(.panel("deciles"))
    #expect(jobs.isBusy(.panel("funnel")) && jobs.isBusy(.panel("deciles")))
    let areWanted = [jobs.end(other), jobs.end(panel)]
    #expect(areWanted == [true, true])
  }

  @Test("a dropped job's result is not wanted, and nothing is ended twice")
  func dropping() {
    var jobs = Jobs()
    let job = jobs.begin(.open)
    jobs.drop(.open)
    #expect(jobs.isIdle)
    #expect(!jobs.isCurrent(job))
    let isWanted = jobs.end(job)
    #expect(!isWanted)
  }
}
